"""What only our own processes call, as the actor `system`: the steps of workflows, the services
among themselves, and Temporal. No portal can import it, and no command but `turnup reconcile`;
import rules hold that."""
