"""How a server that refuses to run as root is run by root; everybody else runs it plainly."""

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

_IN_OWN_USER_NAMESPACE = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]
_AS_NOBODY = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]


@cache
def command_prefix() -> list[str]:
    """What to put before a command. Both forms exec: the pid stays the server's own."""
    if os.geteuid() != 0:
        return []
    if user_namespaces_work():
        return _IN_OWN_USER_NAMESPACE
    return _AS_NOBODY


@cache
def user_namespaces_work() -> bool:
    if not shutil.which("unshare"):
        return False
    trial = subprocess.run([*_IN_OWN_USER_NAMESPACE, "true"], capture_output=True, check=False)
    return trial.returncode == 0


def hand_over(folder: Path) -> None:
    """Gives the folder to `nobody` where the server will run as nobody."""
    if command_prefix() == _AS_NOBODY:
        for path in [folder, *folder.rglob("*")]:
            shutil.chown(path, "nobody", "nogroup")
