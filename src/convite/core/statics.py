"""How are style sheets, scripts and pictures named? By their content, so that a browser may keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStatics(CompressedManifestStaticFilesStorage):
    """Hashed names; a file that a style sheet names and nobody ships is an error, except in packages' source maps."""

    # Only style sheets name other files; packages' scripts name source maps and modules that nobody ships.
    patterns = tuple(
        (glob, tuple(p for p in pattern if "sourceMappingURL" not in (p if isinstance(p, str) else p[0])))
        for glob, pattern in CompressedManifestStaticFilesStorage.patterns
        if glob == "*.css"
    )
