"""Rules as data: one TOML file a relation. To add a rule is to write a table and two sentences.

1. Open the file of the relation (rules/joined.toml). `subject` and `object` name the types that its arguments have.
2. Add a table:

       [[rule]]
       id = "获批加入"                                    # claims name it as joined/获批加入
       verbs = "获批加入|获准加入"                         # the stating words; a sentence without them is passed over
       patterns = ["{s+}@in<V>@mod{o}", "#topic"]         # see kg/extractors/patterns.py; #… are in _constructions.toml
       confidence = 0.85                                  # about the share of its claims that are right on a corpus
       examples = ["{s:准东开发区}正式获批加入“{o:某某试验区}”。"]
       counter = ["{DevelopmentZone:准东开发区}谈到获批加入的办法，{PilotZone:某某试验区}没有回应。"]

   More keys, all optional: `subject`, `object` (types of this rule alone), `unless` (a pattern that must not occur in
   what matched), `pairs` (cross, all, two, zip), `topic` (nearest, first, last, same: where a left-out argument is
   looked for), `view` (raw, plain, bodies, persons: see kg/extractors/masking.py), `status` (what holds without a cue).
3. Run the tests in tests/rules: an example must give exactly the marked pairs, a counter-example none. A file with a
   rule that fails its sentences does not load; all that is wrong in it is told at once.
4. Measure what the rule gains and loses on a corpus, and say so: feat(rules): joined 获批加入 (+3 claims, -0).

Files that begin with _ hold what the rules share.
"""
