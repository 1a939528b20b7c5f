"""python -m bench.archive COUNT: fill the archive in DATA_DIR, which must have no articles yet."""

import sys

import django


def main(count: int) -> None:
    django.setup()
    # Models can be imported only now.
    from articles.models import Article  # noqa: PLC0415
    from bench.archive.build import build  # noqa: PLC0415

    if Article.objects.exists():
        sys.exit("There are articles in this archive: nothing was added.")
    build(count)


if __name__ == "__main__":
    main(int(sys.argv[1]))
