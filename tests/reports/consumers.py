"""Reads the reports in a folder as other programs do. Usage: consumers.py FOLDER SARIF-SCHEMA"""

import json
import re
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from urllib.parse import unquote

import jsonschema
import junitparser

folder, schema = Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
NASTY = 'à b/c & "d", <e>%:.md'
texts = {path: (folder / "texts" / path).read_bytes() for path in (NASTY, "b.md")}


def read(name):
    return (folder / name).read_text(encoding="utf-8")


def lines(path, encoding):
    return [line.encode(encoding) for line in texts[path].decode("utf-8").split("\r\n" if path == NASTY else "\n")]


def cut(path, encoding, unit, start, end):
    """The words between two places, (line, column) from 1, columns in units of `unit` bytes of `encoding`."""
    found = lines(path, encoding)[start[0] - 1 : end[0]]
    found[-1] = found[-1][: (end[1] - 1) * unit]
    found[0] = found[0][(start[1] - 1) * unit :]
    return "\n".join(line.decode(encoding) for line in found)


WORDS = [("b.md", "deprecated-form", "chef"), (NASTY, "forbidden-form", "levin"), (NASTY, "deprecated-form", "repos\ninitial")]

records = json.loads(read("json"))["findings"]
assert records == [json.loads(line) for line in read("jsonl").splitlines()]
assert [(it["path"], it["rule"], it["text"].replace("\r\n", "\n")) for it in records] == WORDS
for it in records:
    assert texts[it["path"]][it["start"] : it["end"]].decode() == it["text"]
    place = (it["line"], it["column"]), (it["end_line"], it["end_column"])
    assert cut(it["path"], "utf-32-le", 4, *place) == it["text"].replace("\r\n", "\n")
print("json, jsonl: every place is right")

sarif = json.loads(read("sarif"))
jsonschema.Draft7Validator(schema).validate(sarif)
(run,) = sarif["runs"]
assert run["columnKind"] == "utf16CodeUnits"
found = []
for result in run["results"]:
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    location = result["locations"][0]["physicalLocation"]
    path, region = unquote(location["artifactLocation"]["uri"]), location["region"]
    assert ":" not in location["artifactLocation"]["uri"].split("/")[0]
    start, end = (region["startLine"], region["startColumn"]), (region["endLine"], region["endColumn"])
    found.append((path, result["ruleId"], cut(path, "utf-16-le", 2, start, end)))
assert found == WORDS, found
assert len({result["partialFingerprints"]["glossator/v1"] for result in run["results"]}) == 3
print("sarif: valid, every place is right in UTF-16")

rdjson = json.loads(read("rdjson"))
found = []
for it in rdjson["diagnostics"]:
    start, end = (it["location"]["range"][side] for side in ("start", "end"))
    words = cut(it["location"]["path"], "utf-8", 1, (start["line"], start["column"]), (end["line"], end["column"]))
    found.append((it["location"]["path"], it["code"]["value"], words))
assert found == WORDS, found
print("rdjson: every place is right in UTF-8")

checkstyle = ElementTree.fromstring(read("checkstyle"))
found = [(file.get("name"), error.get("source")) for file in checkstyle for error in file]
assert found == [(path, f"glossator.{rule}") for path, rule, _ in WORDS], found
print("checkstyle: read by xml.etree")

junit = junitparser.JUnitXml.fromfile(str(folder / "junit"))
assert (junit.tests, junit.failures, junit.skipped, junit.errors) == (4, 1, 2, 0)
assert [(suite.name, len(list(suite))) for suite in junit] == [("b.md", 1), ("clean.md", 1), (NASTY, 2)]
counted = junitparser.JUnitXml.fromfile(str(folder / "junit"))
counted.update_statistics()
assert (counted.tests, counted.failures, counted.skipped) == (junit.tests, junit.failures, junit.skipped)
print("junit: read and counted again by junitparser")

gitlab = json.loads(read("gitlab"))
keys = {"description", "check_name", "fingerprint", "severity", "location"}
assert all(set(issue) == keys for issue in gitlab) and len({issue["fingerprint"] for issue in gitlab}) == 3
assert [(issue["location"]["path"], issue["check_name"]) for issue in gitlab] == [(path, rule) for path, rule, _ in WORDS]
print("gitlab: its keys, fingerprints of their own")


def unescaped(text):
    return re.sub("%(25|0D|0A|3A|2C)", lambda it: chr(int(it[1], 16)), text)


found = []
for line in read("github").splitlines():
    command, message = re.fullmatch(r"::(?:error|warning|notice) ([^:]*)::(.*)", line).groups()
    properties = dict(it.split("=", 1) for it in command.split(","))
    found.append((unescaped(properties["file"]), unescaped(properties["title"]).removeprefix("glossator: ")))
assert found == [(path, rule) for path, rule, _ in WORDS], found
print("github: every annotation reads as the runner reads it")
