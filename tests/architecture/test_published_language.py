"""What others read of us is generated from one source, told in prose, and never breaks."""

from pathlib import Path

from tests.support.checkout import ROOT, Copy

SHARED = "proto/somicis/shared/v1/receipt.proto"
BASELINE = str(ROOT / "proto" / "baseline.binpb")


def spoil(copy: Copy, path: str, old: str, new: str) -> None:
    """Replace a piece of a file that must be there."""
    text = (copy.root / path).read_text("utf-8")
    assert old in text
    copy.write(path, text.replace(old, new, 1))


def test_the_generated_code_is_current(copy_of_the_checkout: Copy) -> None:
    """What stands in contracts/ is what proto/ makes."""
    result = copy_of_the_checkout.run("python", "proto/generate.py", "--check")

    assert result.returncode == 0, result.stdout


def test_generated_code_that_was_edited_is_named(copy_of_the_checkout: Copy) -> None:
    """The guard is seen to fail on an edit, on a file left over and on one that is missing."""
    copy_of_the_checkout.append("contracts/somicis/shared/v1/field_pb2.py", "# a quick fix\n")
    copy_of_the_checkout.write("contracts/somicis/shared/v1/gone_pb2.py", "")
    Path(copy_of_the_checkout.root, "contracts/somicis/shared/v1/receipt_pb2.pyi").unlink()

    result = copy_of_the_checkout.run("python", "proto/generate.py", "--check")

    assert result.returncode == 1
    assert [line.split()[0] for line in result.stdout.splitlines()] == [
        "contracts/somicis/shared/v1/field_pb2.py",
        "contracts/somicis/shared/v1/gone_pb2.py",
        "contracts/somicis/shared/v1/receipt_pb2.pyi",
    ]


def test_a_mistake_in_proto_leaves_the_generated_code_as_it_was(copy_of_the_checkout: Copy) -> None:
    """Whoever works beside you keeps a tree that runs."""
    copy_of_the_checkout.append(SHARED, "message {\n")

    result = copy_of_the_checkout.run("python", "proto/generate.py")

    assert result.returncode != 0
    assert (copy_of_the_checkout.root / "contracts/somicis/shared/v1/receipt_pb2.py").exists()


def test_the_published_language_is_written_for_strangers(copy_of_the_checkout: Copy) -> None:
    """Names follow the standard rules, and each message, field and call has its sentence."""
    result = copy_of_the_checkout.run("buf", "lint")

    assert result.returncode == 0, result.stdout


def test_a_field_without_its_sentence_is_noticed(copy_of_the_checkout: Copy) -> None:
    """The guard is seen to fail."""
    copy_of_the_checkout.append(SHARED, "// A message.\nmessage Unexplained {\n  string field = 1;\n}\n")

    result = copy_of_the_checkout.run("buf", "lint")

    assert result.returncode != 0
    assert 'Field "field" should have a non-empty comment' in result.stdout


def test_nothing_published_breaks_its_readers(copy_of_the_checkout: Copy) -> None:
    """A partner's program built against the baseline still understands us."""
    result = copy_of_the_checkout.run("buf", "breaking", "--against", BASELINE)

    assert result.returncode == 0, result.stdout


def test_a_published_field_that_changes_its_number_is_noticed(copy_of_the_checkout: Copy) -> None:
    """The guard is seen to fail."""
    spoil(copy_of_the_checkout, SHARED, " = 1 [", " = 99 [")

    result = copy_of_the_checkout.run("buf", "breaking", "--against", BASELINE)

    assert result.returncode != 0
    assert "was deleted" in result.stdout
