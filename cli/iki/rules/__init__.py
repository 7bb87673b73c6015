"""One file a rule: a module here that offers `RULE` is a rule of iki, with nothing else to register."""
