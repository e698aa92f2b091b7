"""Import every module of the bot, so that Python compiles what it needs of the libraries, and nothing else."""

import importlib
import pkgutil

import bot
import handlers
import knowledge
import storage

LEFT_OUT = ("__main__", "knowledge.building", "knowledge.teach", "storage.postgres.migrations.env")
"""What runs when it is imported, and what needs libraries that are not installed."""

for room in (bot, handlers, knowledge, storage):
    for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
        if not any(part in module.name for part in LEFT_OUT):
            importlib.import_module(module.name)
