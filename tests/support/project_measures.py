"""The measures that come with the project, read once: YAML takes longer than most of what is asked of them."""

from services.catalogue.application.measure_files import PROJECT_MEASURES, read_folder

MEASURE_FILES = read_folder(PROJECT_MEASURES)
"""By file. Nobody changes a document."""
