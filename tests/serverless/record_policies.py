"""Records, from runs of AWS's SAM translator, what its policy templates and managed policy names become.

`python record_policies.py` writes src/server/services/cloudformation/serverless/policies/*.gen.ts. Run it again for a newer translator.
"""

import json
import os
import pathlib
from collections import defaultdict

import samtranslator
from translate import translate

PACKAGE = pathlib.Path(samtranslator.__file__).parent
OUT = pathlib.Path(__file__).resolve().parents[2] / "src/server/services/cloudformation/serverless/policies"
HEAD = f"/** Recorded by tests/serverless/record_policies.py from aws-sam-translator {samtranslator.__version__}. Not to be edited. */\n"


def statements(name, parameters):
    """The policy's statements, with `{{"Parameter": NAME}}` where a parameter's value goes."""
    function = {
        "CodeUri": "s3://a/k",
        "Handler": "a.h",
        "Runtime": "python3.12",
        "Policies": [{name: {each: f"<{each}>" for each in parameters}}],
    }
    template = {"Resources": {"F": {"Type": "AWS::Serverless::Function", "Properties": function}}}
    role = translate({"template": template, "parameters": {}})["template"]["Resources"]["FRole"]
    text = json.dumps(role["Properties"]["Policies"][0]["PolicyDocument"]["Statement"], separators=(",", ":"))
    for each in parameters:
        text = text.replace(f'"<{each}>"', json.dumps({"Parameter": each}))
    return text


declared = json.loads((PACKAGE / "policy_templates_data/policy_templates.json").read_text())["Templates"]
rows = []
for name in sorted(declared):
    parameters = sorted(declared[name]["Parameters"])
    rows.append(f"  {name}: {{ parameters: {json.dumps(parameters)}, statement: {statements(name, parameters)} }},")
(OUT / "policy-templates.gen.ts").write_text(
    HEAD
    + "export const policyTemplates: Readonly<Record<string, { readonly parameters: readonly string[]; readonly statement: unknown }>> = {\n"
    + "\n".join(rows)
    + "\n};\n"
)

names = json.loads((PACKAGE / "internal/data/aws_managed_policies.json").read_text())["aws"]
by_path = defaultdict(list)
for name, arn in names.items():
    by_path[arn.split(":policy/")[1].removesuffix(name)].append(name)
(OUT / "managed-policy-names.gen.ts").write_text(
    HEAD
    + "export const managedPolicyNames: Readonly<Record<string, string>> = {\n"
    + "\n".join(f"  '{path}': '{' '.join(sorted(found))}'," for path, found in sorted(by_path.items()))
    + "\n};\n"
)
