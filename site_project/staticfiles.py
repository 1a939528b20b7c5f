"""Static files under names that change with their content: browsers may keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Also the files that a script imports: a browser never mixes two releases of the editor."""

    support_js_module_import_aggregation = True
    max_post_process_passes = 20  # one for each file in the longest chain of imports
