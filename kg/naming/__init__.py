"""What the names of bodies are made of, and which name can be a shorter form of which.

parts        a name cut into parts         places     known places, with and without their level
forms        short forms of full names     renderings what a short name makes of each part, and its cost
generic      names that tell nothing by themselves
"""
