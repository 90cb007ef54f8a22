"""How maintainers renew what was taken from elsewhere into `portal/static/vendor/`. It is part of
no process: what runs has the files that were committed.
"""
