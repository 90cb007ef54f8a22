"""Every SQL statement of the orders service, one file per kind of object."""
