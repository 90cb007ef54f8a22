"""The state folder of one stack: where things lie, what is recorded, which processes are ours."""
