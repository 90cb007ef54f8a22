"""`turnup demo`: plays orders on the running stack through its public APIs, and checks them."""
