import dataclasses

from app.services.book import paths


def test_a_folder_of_its_own_holds_everything(tmp_path):
    profile = paths.profile(tmp_path)
    folders = dataclasses.astuple(profile)
    assert len(set(folders)) == 5
    for place in (*folders, profile.preferences, profile.keys, profile.locks):
        assert place.is_relative_to(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_environment_can_name_that_folder(tmp_path, monkeypatch):
    monkeypatch.setenv(paths.OVERRIDE, str(tmp_path))
    assert paths.profile() == paths.profile(tmp_path)


def test_otherwise_the_systems_usual_folders_are_used(monkeypatch):
    monkeypatch.delenv(paths.OVERRIDE, raising=False)
    assert "Rapport" in str(paths.profile().data)
    assert "Rapport" not in str(paths.profile().documents)
