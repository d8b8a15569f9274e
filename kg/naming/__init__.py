"""What the names of bodies are made of, and which name can be a shorter form of which.

parts        a name cut into parts         places     known places, with and without their level
forms        short forms of full names     generic    names that tell nothing by themselves
"""
