"""What one signs in with, and where one is signed in."""
