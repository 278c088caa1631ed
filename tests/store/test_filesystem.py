"""Where a file stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from licensetui.store.file.filesystem import (
    free_bytes,
    is_memory,
    is_shared,
    kind_of,
    synced_folder,
)

MOUNTS = """\
22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 22 0:26 / /srv rw,nosuid shared:5 - tmpfs tmpfs rw
31 30 0:40 / /srv/team\\040files rw - nfs4 server:/export rw,vers=4.2
32 22 0:41 / /srv rw - xfs /dev/vdb rw
broken line
"""


@pytest.fixture
def mounts(tmp_path: Path) -> Path:
    """A list of what is mounted."""
    path = tmp_path / "mountinfo"
    path.write_text(MOUNTS)
    return path


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/anna/licenses.json", "ext4"),
        ("/srvx/licenses.json", "ext4"),
        ("/srv/licenses.json", "xfs"),
        ("/srv/team files/not/there/yet.json", "nfs4"),
    ],
)
def test_the_nearest_and_latest_mount_counts(mounts: Path, path: str, kind: str) -> None:
    assert kind_of(Path(path), mounts) == kind


def test_a_link_is_followed(mounts: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/srv/team files")
    assert kind_of(tmp_path / "link" / "x.json", mounts) == "nfs4"


def test_a_system_without_such_a_list_says_nothing(tmp_path: Path) -> None:
    assert kind_of(tmp_path, tmp_path / "none") == ""


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "fuse.rclone", "9p"])
def test_what_is_reached_over_a_network(kind: str) -> None:
    assert is_shared(kind)


@pytest.mark.parametrize("kind", ["ext4", "xfs", "btrfs", "apfs", "overlay", "zfs", "fuseblk", ""])
def test_what_is_not(kind: str) -> None:
    assert not is_shared(kind)
    assert not is_memory(kind)


def test_what_is_gone_with_the_power() -> None:
    assert is_memory("tmpfs")


@pytest.mark.parametrize(
    ("path", "folder"),
    [
        ("/home/anna/Dropbox/licenses.json", "Dropbox"),
        ("/home/anna/OneDrive - Acme/x.json", "OneDrive - Acme"),
        ("/home/anna/nextcloud/team/x.json", "nextcloud"),
        ("/Users/anna/Library/Mobile Documents/x.json", "Mobile Documents"),
        ("/Users/anna/Library/CloudStorage/GoogleDrive-anna/x.json", "CloudStorage"),
        ("/home/anna/documents/x.json", ""),
    ],
)
def test_folders_that_are_kept_in_step(path: str, folder: str) -> None:
    assert synced_folder(Path(path)) == folder


def test_room_is_told_for_a_file_that_is_not_there_yet(tmp_path: Path) -> None:
    assert free_bytes(tmp_path / "a" / "b" / "x.json") > 0
