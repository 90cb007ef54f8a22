"""Where one is signed in, and the end of that: a part of each portal's page about security."""
