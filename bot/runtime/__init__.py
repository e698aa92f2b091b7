"""What keeps the running bot alive: heartbeat, shutdown, logs, metrics."""
