"""Where things lie on this computer; a folder of its own keeps a trial off the real ones."""

import os
from dataclasses import dataclass
from pathlib import Path

OVERRIDE = "RAPPORT_PROFILE"


@dataclass(frozen=True, slots=True)
class Profile:
    """The folders of one user of this computer. Nothing is created until something is written."""

    settings: Path
    data: Path
    logs: Path
    cache: Path
    documents: Path

    @property
    def preferences(self) -> Path:
        """The file of what this user chose on this computer."""
        return self.settings / "preferences.json"

    @property
    def keys(self) -> Path:
        """Keys wrapped by a passphrase, for books whose key no keyring keeps."""
        return self.data / "keys"

    @property
    def backups(self) -> Path:
        """Automatic backups, unless another folder was chosen for them."""
        return self.data / "backups"

    @property
    def locks(self) -> Path:
        """Locks of books in whose own folder nothing can be locked."""
        return self.data / "locks"


def profile(folder: Path | None = None) -> Profile:
    """Return the folders below ``folder``, or below RAPPORT_PROFILE, or the system's usual ones."""
    chosen = folder or (Path(os.environ[OVERRIDE]) if os.environ.get(OVERRIDE) else None)
    return _usual() if chosen is None else _below(chosen.absolute())


def _below(folder: Path) -> Profile:
    names = ("settings", "data", "logs", "cache", "documents")
    return Profile(*(folder / name for name in names))


def _usual() -> Profile:
    import platformdirs

    ours = platformdirs.PlatformDirs("Rapport", appauthor=False, roaming=False)
    return Profile(
        settings=ours.user_config_path,
        data=ours.user_data_path,
        logs=ours.user_log_path,
        cache=ours.user_cache_path,
        documents=ours.user_documents_path,
    )
