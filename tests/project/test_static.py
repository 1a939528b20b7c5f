"""Static files under hashed names: also those that one script imports from another."""

import json
import re
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.finders import find
from django.core.files.storage import FileSystemStorage

from site_project.staticfiles import HashedStaticFiles

IMPORTED = re.compile(r'(?:from|import) "(\.[^"]+)"')


@pytest.fixture
def collected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The scripts of the editor, as `collectstatic` would leave them, but for the compressing."""
    monkeypatch.setattr(
        HashedStaticFiles, "post_process_with_compression", lambda self, files: files
    )
    sources = Path(settings.BASE_DIR) / "static" / "editor"
    names = [f"editor/{file.relative_to(sources)}" for file in sources.rglob("*.js")]
    names += ["django_prose_editor/editor.js", "django_prose_editor/editor.js.map"]
    storage = HashedStaticFiles(location=str(tmp_path))
    paths = {}
    for name in names:
        copy = tmp_path / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(find(name), copy)
        paths[name] = (FileSystemStorage(location=str(tmp_path)), name)
    for _, _, processed in storage.post_process(paths):
        assert not isinstance(processed, Exception), processed
    return tmp_path


def test_a_script_imports_others_by_their_hashed_names(collected: Path) -> None:
    manifest = json.loads((collected / "staticfiles.json").read_text())["paths"]
    seen = set()
    for name, hashed in manifest.items():
        if not name.startswith("editor/"):
            continue
        script = collected / hashed
        for imported in IMPORTED.findall(script.read_text("utf-8")):
            target = (script.parent / imported).resolve()
            assert target.exists(), f"{name} imports {imported}"
            assert re.search(r"\.[0-9a-f]{12}\.js$", target.name), f"{name} imports {imported}"
            seen.add(target.name)
    assert len(seen) > 20
