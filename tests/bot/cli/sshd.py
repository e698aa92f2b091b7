"""A web server's ssh daemon on this machine: its own keys and settings, as an ordinary process."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bot.conftest import free_port

SSHD = shutil.which("sshd") or shutil.which("sshd", path="/usr/sbin") or ""
SFTP_SERVER = next(
    (path for path in ("/usr/lib/openssh/sftp-server", "/usr/libexec/sftp-server") if Path(path).exists()), ""
)
MISSING = "the ssh server or rsync is missing: apt install openssh-server rsync"
PRESENT = bool(SSHD and SFTP_SERVER and shutil.which("rsync") and shutil.which("sftp"))

DAEMON = """\
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host
AuthorizedKeysFile {folder}/user.pub
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
Subsystem sftp {sftp}
"""
CLIENT = """\
Host web.example.org
  HostName 127.0.0.1
  Port {port}
  User {user}
  IdentityFile {folder}/user
  IdentitiesOnly yes
  UserKnownHostsFile {folder}/known
  GlobalKnownHostsFile none
"""


@contextmanager
def web_server(folder: Path) -> Iterator[Path]:
    """The client's configuration, with which web.example.org is reached while it runs."""
    port = free_port()
    for name in ("host", "user"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
    host = " ".join((folder / "host.pub").read_text().split()[:2])
    (folder / "known").write_text(f"[127.0.0.1]:{port} {host}\n")
    (folder / "daemon").write_text(DAEMON.format(port=port, folder=folder, sftp=SFTP_SERVER))
    user = subprocess.run(["id", "-un"], capture_output=True, text=True, check=True).stdout.strip()
    config = folder / "client"
    config.write_text(CLIENT.format(port=port, folder=folder, user=user))
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # where a daemon of root's puts those who are not yet known
    with subprocess.Popen([SSHD, "-D", "-e", "-f", folder / "daemon"], stderr=subprocess.PIPE, text=True) as daemon:
        try:
            assert daemon.stderr
            line = daemon.stderr.readline()
            assert "listening" in line, line
            yield config
        finally:
            daemon.terminate()
