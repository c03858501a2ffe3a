"""State machines in the Amazon States Language, made into workflows as far as they have a meaning here.

A machine is read (`source`), its states become nodes one after another (`importing`), each by its kind
(`states`, `nested`): what it is given and hands on is JSONata here, whichever of its two languages it is in
(`jsonata`, `json_path`). https://docs.aws.amazon.com/step-functions/latest/dg/concepts-amazon-states-language.html
"""
