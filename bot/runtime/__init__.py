"""Run the bot as a service: heartbeat, shutdown, logs, metrics, refreshed posts."""
