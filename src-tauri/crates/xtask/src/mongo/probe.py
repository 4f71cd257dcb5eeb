"""Waits until the server on a port answers, makes it the first of a replica set, prints its version.

Arguments: the port; for a member of a replica set its name; `initiate` when it has none yet.
"""

import sys

from pymongo import MongoClient

PATIENCE = 30_000

port = int(sys.argv[1])
server = MongoClient("127.0.0.1", port, directConnection=True, serverSelectionTimeoutMS=PATIENCE)
print(server.server_info()["version"])

if len(sys.argv) > 2:
    name = sys.argv[2]
    if "initiate" in sys.argv[3:]:
        member = {"_id": 0, "host": f"127.0.0.1:{port}"}
        server.admin.command("replSetInitiate", {"_id": name, "members": [member]})
    # Answers once a primary is elected.
    members = MongoClient("127.0.0.1", port, replicaSet=name, serverSelectionTimeoutMS=PATIENCE)
    members.admin.command("ping")
