"""What only our own processes call, as the actor `system`: the steps of workflows and the services
among themselves. A portal and the command line cannot import it; import rules hold that."""
