"""Who works here: the list, one person with what was done to the account, and acts upon it."""
