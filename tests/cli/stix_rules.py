"""Rules of STIX 2.1 (OASIS standard, 10 June 2021) that a bundle can break, by section."""
import re
import uuid

ID = re.compile(r"([a-z][a-z0-9-]*)--([0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")

# Required properties beside the common ones, and all others there are, of the types that are written (sections 4, 5, 7).
COMMON = {"type", "spec_version", "id", "created", "modified"}
COMMON_OPTIONAL = {"created_by_ref", "revoked", "labels", "confidence", "lang", "external_references", "object_marking_refs",
                   "granular_markings", "extensions"}
TYPES = {
    "identity": ({"name"}, {"description", "roles", "identity_class", "sectors", "contact_information"}),
    "report": ({"name", "published", "object_refs"}, {"description", "report_types"}),
    "grouping": ({"context", "object_refs"}, {"name", "description"}),
    "note": ({"content", "object_refs"}, {"abstract", "authors"}),
    "relationship": ({"relationship_type", "source_ref", "target_ref"}, {"description", "start_time", "stop_time"}),
    "extension-definition": ({"name", "schema", "version", "extension_types", "created_by_ref"},
                             {"description", "extension_properties"}),
    "marking-definition": (set(), {"name", "definition_type", "definition"}),
}
IDENTITY_CLASSES = {"individual", "group", "system", "organization", "class", "unspecified"}
CONTEXTS = {"suspicious-activity", "malware-analysis", "unspecified"}
RELATED = {"identity", "report", "grouping", "note"}

# TLP 2.0 as OASIS published it (cti-stix-common-objects); the definition of its extension is not part of a bundle.
TLP_EXTENSION = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
TLP = {
    "clear": "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
    "green": "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
    "amber": "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421",
    "amber+strict": "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
    "red": "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1",
}


def uuid5(name):
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "urn:headwater:" + name))


def empty_values(value, way=""):
    """Lists are not empty (2.10), and neither are dictionaries (2.3); a null is no value (3.1)."""
    if value is None or value == [] or value == {}:
        yield way
    if isinstance(value, dict):
        for key, one in value.items():
            yield from empty_values(one, f"{way}/{key}")
    if isinstance(value, list):
        for i, one in enumerate(value):
            yield from empty_values(one, f"{way}/{i}")


def faults_in(bundle):
    if set(bundle) != {"type", "id", "objects"} or bundle["type"] != "bundle" or not ID.fullmatch(bundle["id"]):
        yield "section 8: a bundle has a type, an id and objects"
        return
    by_id = {}
    for one in bundle["objects"]:
        if one["id"] in by_id:
            yield f"section 3.1: {one['id']} stands twice"
        by_id[one["id"]] = one
    for one in bundle["objects"]:
        name = one.get("id", "an object")
        kind = one.get("type")
        if kind not in TYPES:
            yield f"{name}: type {kind}"
            continue
        required, optional = TYPES[kind]
        common = COMMON - {"modified"} if kind == "marking-definition" else COMMON
        if missing := (common | required) - set(one):
            yield f"{name}: lacks {sorted(missing)}"
            continue
        if unknown := set(one) - common - required - optional - COMMON_OPTIONAL:
            yield f"section 11: {name} has {sorted(unknown)} outside of an extension"
        found = ID.fullmatch(one["id"])
        if not found or found.group(1) != kind:
            yield f"section 2.9: id {name}"
        if one["spec_version"] != "2.1":
            yield f"section 3.2: {name} is of another version"
        for key in ("created", "modified", "published"):
            if key in one and not TIME.fullmatch(one[key]):
                yield f"section 2.16: {name} has {key} {one[key]}"
        if one.get("modified", one["created"]) < one["created"]:
            yield f"section 3.6: {name} was modified before it was created"
        for way in empty_values(one):
            yield f"{name}: {way} is empty"
        confidence = one.get("confidence", 0)
        if type(confidence) is not int or not 0 <= confidence <= 100:
            yield f"section 3.2: {name} has confidence {confidence}"
        yield from faults_in_references(one, by_id)
        if kind == "identity" and one.get("identity_class", "unspecified") not in IDENTITY_CLASSES:
            yield f"section 10.7: {name} has class {one['identity_class']}"
        if kind == "grouping" and one["context"] not in CONTEXTS:
            yield f"section 10.5: {name} has context {one['context']}"
        if kind == "relationship":
            if not re.fullmatch(r"[a-z0-9-]{3,250}", one["relationship_type"]):
                yield f"section 5.1: {name} has type {one['relationship_type']}"
            for end in ("source_ref", "target_ref"):
                if one[end].partition("--")[0] not in RELATED:
                    yield f"section 5.1: {name} leads to {one[end]}"
        if kind == "extension-definition":
            if not re.fullmatch(r"\d+\.\d+\.\d+", one["version"]) or set(one["extension_types"]) - {"property-extension"}:
                yield f"section 7.3: {name}"
        if kind == "marking-definition":
            level = one["extensions"][TLP_EXTENSION]["tlp_2_0"]
            if one["id"] != TLP[level] or one["name"] != f"TLP:{level.upper()}" or one["created"] != "2022-10-01T00:00:00.000Z":
                yield f"{name} is not TLP 2.0's {level}"


def faults_in_references(one, by_id):
    name = one["id"]
    for key in ("created_by_ref", "source_ref", "target_ref"):
        if key in one and one[key] not in by_id:
            yield f"{name}: {key} {one[key]} is not in the bundle"
    if by_id.get(one.get("created_by_ref"), {"type": "identity"})["type"] != "identity":
        yield f"section 3.2: {name} was created by no identity"
    for ref in one.get("object_refs", []):
        if ref not in by_id:
            yield f"{name}: {ref} is not in the bundle"
    for ref in one.get("object_marking_refs", []):
        if by_id.get(ref, {}).get("type") != "marking-definition":
            yield f"section 7.2: {name} is marked with {ref}"
    for reference in one.get("external_references", []):
        if not reference.get("source_name") or not {"description", "url", "external_id"} & set(reference):
            yield f"section 2.5: {name} has an external reference to nothing"
    for extension, value in one.get("extensions", {}).items():
        if extension != TLP_EXTENSION and by_id.get(extension, {}).get("type") != "extension-definition":
            yield f"section 7.3: {name} has the extension {extension}, which nothing defines"
        if value.get("extension_type") != "property-extension":
            yield f"section 7.3: {name} has an extension of no type"
