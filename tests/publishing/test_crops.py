"""Pictures are cut so that what matters stays in sight."""

import io

import pytest
from django.core.management import call_command
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Pillow

from articles.models import Crop, Image
from articles.publishing import images
from articles.publishing.crops import SHAPES, box
from tests.factories import make_image, make_published

side = st.integers(1, 5000)
percent = st.integers(0, 100)


@given(st.tuples(side, side), st.sampled_from(list(SHAPES.values())), st.tuples(percent, percent))
def test_a_crop_lies_in_the_picture_has_the_shape_and_holds_the_focus(
    size: tuple[int, int], shape: tuple[int, int], focus: tuple[int, int]
) -> None:
    left, top, right, bottom = box(size, shape, focus)
    assert 0 <= left < right <= size[0]
    assert 0 <= top < bottom <= size[1]
    # One side is used whole, and the other follows from it, but for a pixel.
    assert right - left == size[0] or bottom - top == size[1]
    assert abs((right - left) * shape[1] - (bottom - top) * shape[0]) <= max(shape)
    assert left - 1 <= size[0] * focus[0] / 100 <= right + 1
    assert top - 1 <= size[1] * focus[1] / 100 <= bottom + 1


def test_the_focus_is_in_the_middle_where_there_is_room() -> None:
    assert box((3000, 1000), (1000, 1000), (50, 50)) == (1000, 0, 2000, 1000)
    assert box((3000, 1000), (1000, 1000), (0, 0)) == (0, 0, 1000, 1000)
    assert box((3000, 1000), (1000, 1000), (90, 10)) == (2000, 0, 3000, 1000)


def halves() -> bytes:
    """A picture that is red on the left and blue on the right."""
    picture = Pillow.new("RGB", (2000, 600), "red")
    picture.paste("blue", (1000, 0, 2000, 600))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def opened(crop: Crop) -> Pillow.Image:
    with crop.file.open() as file, Pillow.open(file) as picture:
        picture.load()
        return picture.convert("RGB")


@pytest.mark.django_db(transaction=True)
def test_the_picture_for_sharing_follows_the_focus() -> None:
    image = images.store(halves())
    crop = image.crops.get(purpose="share")
    assert opened(crop).size == (crop.width, crop.height) == (1143, 600)
    image.focus_x = 100
    image.save()
    images.make_renditions(image)
    cut = image.crops.get(purpose="share")
    red, _green, blue = opened(cut).getpixel((571, 300))
    assert blue > 200 > red
    assert cut.file.name != crop.file.name
    assert crop.file.storage.exists(crop.file.name)  # other sites may show it still
    before = list(image.crops.values_list("pk", flat=True))
    images.make_renditions(image)
    assert list(image.crops.values_list("pk", flat=True)) == before


@pytest.mark.django_db(transaction=True)
def test_a_small_picture_is_not_blown_up_and_glass_becomes_paper() -> None:
    out = io.BytesIO()
    Pillow.new("RGBA", (100, 100), (0, 0, 0, 0)).save(out, "PNG")
    crop = images.store(out.getvalue()).crops.get(purpose="share")
    assert (crop.width, crop.height) == (100, 52)
    assert opened(crop).getpixel((50, 26)) == (255, 255, 255)


@pytest.mark.django_db
def test_what_an_earlier_version_did_not_make_is_made_by_and_by() -> None:
    old, gone = make_image(), make_image()
    gone.file.delete(save=False)
    Image.objects.filter(pk=gone.pk).update(file="images/gone.png")
    assert not old.crops.exists()  # made on commit, and tests don't
    call_command("tick")
    assert set(old.crops.values_list("purpose", flat=True)) == {"share", "square"}
    assert not gone.crops.exists()


@pytest.mark.django_db
def test_publication_makes_the_picture_for_sharing(client: Client) -> None:
    lead, social = make_image(1600, 900), make_image(1600, 900)
    edition = make_published(image=lead, social_image=social)
    assert social.crops.filter(purpose="share").exists()
    page = client.get(edition.get_absolute_url()).content.decode()
    src = social.crops.get(purpose="share").src
    assert f'property="og:image" content="http://testserver{src}"' in page
    assert 'property="og:image:width" content="1200"' in page
    assert 'property="og:image:height" content="630"' in page
    assert client.get(src).getvalue()


@pytest.mark.django_db
def test_a_picture_without_a_cut_is_shared_whole(client: Client) -> None:
    image = make_image()
    edition = make_published(image=image)
    image.crops.all().delete()
    page = client.get(edition.get_absolute_url()).content.decode()
    assert f'property="og:image" content="http://testserver{image.src}"' in page
