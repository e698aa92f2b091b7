"""What programs call: who they read for, how often they may, the read API, and the calendar feed."""
