from pathlib import Path

import pytest

from local.template import Function, Route, read_stack
from local.template.resolver import Deployment, UnresolvableError

DEPLOYMENT = Deployment("demo", "eu-central-1", "123456789012")
TEMPLATE = """
Parameters:
  Hosts: {Default: ""}
  Stage: {Default: test}
Conditions:
  IsProduction: !Equals [!Ref Stage, production]
  IsTest: !Not [!Condition IsProduction]
Globals:
  Function:
    Handler: app.handler
    Timeout: 29
    MemorySize: 1024
    Environment:
      Variables:
        TABLE: !Ref ThingsTable
        STAGE: !If [IsTest, tested, !Ref Stage]
Resources:
  ThingsTable:
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{AttributeName: pk, AttributeType: S}]
      KeySchema: [{AttributeName: pk, KeyType: HASH}]
      TimeToLiveSpecification: {AttributeName: expires_at, Enabled: true}
      SSESpecification: !If [IsProduction, {SSEEnabled: true}, !Ref AWS::NoValue]
  Role:
    Type: AWS::IAM::Role
  Policy:
    Type: AWS::IAM::ManagedPolicy
  GetThingFunction:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: functions/get_thing/
      Timeout: 60
      Environment:
        Variables:
          ROLE: !GetAtt Role.Arn
          PREFIX: !Sub "arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:${AWS::StackName}-"
          SELF: !Sub "${GetThingFunction.Arn}"
          POLICY: !Ref Policy
          PATTERN: !Sub "${AWS::StackName}/${!aws:PrincipalTag/part}*"
      Events:
        Get: {Type: HttpApi, Properties: {Method: get, Path: "/v1/things/{id}"}}
        Rest: {Type: HttpApi}
        Ended: {Type: EventBridgeRule, Properties: {Pattern: {source: [!Ref AWS::StackName]}}}
        Sweep: {Type: Schedule, Properties: {Schedule: rate(5 minutes)}}
"""


def only_function(folder: Path, text: str = TEMPLATE, **parameters: str) -> Function:
    path = folder / "template.yaml"
    path.write_text(text, encoding="utf-8")
    [function] = read_stack(path, DEPLOYMENT, parameters).functions
    return function


def test_a_function_has_its_own_settings_over_the_shared_ones(tmp_path: Path) -> None:
    function = only_function(tmp_path)

    assert (function.name, function.timeout, function.memory) == ("demo-GetThingFunction", 60, 1024)
    assert function.code == tmp_path / "functions/get_thing"


def test_intrinsic_functions_are_resolved_as_for_one_stack(tmp_path: Path) -> None:
    function = only_function(tmp_path)

    assert function.environment == {
        "TABLE": "demo-ThingsTable",
        "STAGE": "tested",
        "ROLE": "arn:aws:iam::123456789012:role/demo-Role",
        "PREFIX": "arn:aws:states:eu-central-1:123456789012:demo-",
        "SELF": "arn:aws:lambda:eu-central-1:123456789012:function:demo-GetThingFunction",
        "POLICY": "arn:aws:iam::123456789012:policy/demo-Policy",
        "PATTERN": "demo/${aws:PrincipalTag/part}*",
    }


def test_given_parameters_win_over_defaults(tmp_path: Path) -> None:
    assert only_function(tmp_path, Stage="production").environment["STAGE"] == "production"


def test_every_trigger_of_a_function_is_read(tmp_path: Path) -> None:
    function = only_function(tmp_path)

    assert function.routes == (Route("GET", "/v1/things/{id}"), Route("$default", "$default"))
    assert [rule.pattern for rule in function.rules] == [{"source": ["demo"]}]
    assert [schedule.expression for schedule in function.schedules] == ["rate(5 minutes)"]


def test_a_table_has_what_create_table_takes(tmp_path: Path) -> None:
    path = tmp_path / "template.yaml"
    path.write_text(TEMPLATE, encoding="utf-8")

    table = read_stack(path, DEPLOYMENT, {}).tables["ThingsTable"]

    assert table.ttl_attribute == "expires_at"
    assert table.declaration == {
        "TableName": "demo-ThingsTable",
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
    }


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("!Ref ThingsTable", "!Ref Nothing", "Nothing"),
        ("!GetAtt Role.Arn", "!GetAtt Nothing.Arn", "Nothing"),
        ("!GetAtt Role.Arn", "!Select [0, [a]]", "Fn::Select"),
        ("!Equals [!Ref Stage, production]", "!And [true, true]", "Fn::And"),
        ("AWS::IAM::Role", "AWS::Unheard::Of", "AWS::Unheard::Of"),
    ],
)
def test_what_cannot_be_resolved_is_named(tmp_path: Path, before: str, after: str, reason: str) -> None:
    with pytest.raises(UnresolvableError, match=reason):
        only_function(tmp_path, TEMPLATE.replace(before, after))


def test_an_unknown_parameter_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnresolvableError, match="Colour"):
        only_function(tmp_path, Colour="red")


def test_functions_share_what_all_of_them_have(tmp_path: Path) -> None:
    second = TEMPLATE[TEMPLATE.index("  GetThingFunction:") :].replace("GetThingFunction", "Second")
    path = tmp_path / "template.yaml"
    path.write_text(TEMPLATE + second, encoding="utf-8")

    shared = read_stack(path, DEPLOYMENT, {}).environment

    assert shared.keys() == {"TABLE", "STAGE", "ROLE", "POLICY", "PREFIX", "PATTERN"}
