"""Applications for the safety of systems, as n8n's nodes send to them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import (
    delete,
    get,
    parameters,
    patch,
    post,
    put,
    settings,
    usual,
)
from exeoflow.importers.n8n.applications.model import DONE, Application, Operation


def _searched_in_misp(path: str, kind: str) -> Operation:
    """Finds what MISP knows of one kind."""
    sought = {
        "value": "{value}",
        **settings("additionalFields", "category deleted searchall"),
        "tags": "{parts:additionalFields.tags}",
        **settings("additionalFields", "type published"),
    }
    return post(path, sought, f"$answer.response.{kind}", where={("useJson", True): None})


_MISP: Final = Application(
    "MISP",
    "https://<host>",
    {
        ("attribute", "create"): post(
            "/attributes/add/{eventId}",
            {
                "type": "{type|text}",
                "value": "{value}",
                "distribution": "{additionalFields.distribution}",
                "sharing_group_id": "{additionalFields.sharing_group_id}",
            },
            "$answer.Attribute",
            is_one=True,
        ),
        ("attribute", "delete"): delete("/attributes/delete/{attributeId}", "$answer"),
        ("attribute", "get"): get("/attributes/view/{attributeId}", items="$answer.Attribute", is_one=True),
        ("attribute", "getAll"): get("/attributes"),
        ("attribute", "search"): _searched_in_misp("/attributes/restSearch", "Attribute"),
        ("attribute", "update"): put(
            "/attributes/edit/{attributeId}",
            {
                "distribution": "{updateFields.distribution}",
                "sharing_group_id": "{updateFields.sharing_group_id}",
            },
        ),
        ("event", "create"): post(
            "/events",
            {
                "org_id": "{org_id}",
                "info": "{information}",
                **settings("additionalFields", "analysis distribution sharing_group_id threat_level_id"),
            },
            "$answer.Event",
            is_one=True,
        ),
        ("event", "delete"): delete("/events/delete/{eventId}", "$answer"),
        ("event", "get"): get("/events/view/{eventId}", items="$answer.Event", is_one=True),
        ("event", "getAll"): get("/events"),
        ("event", "publish"): post("/events/publish/{eventId}", {}),
        ("event", "search"): _searched_in_misp("/events/restSearch", "Event"),
        ("event", "unpublish"): post("/events/unpublish/{eventId}", {}),
        ("event", "update"): put(
            "/events/edit/{eventId}",
            settings("updateFields", "analysis distribution information sharing_group_id threat_level_id"),
        ),
        ("eventTag", "add"): post("/events/addTag", {"event": "{eventId}", "tag": "{tagId}"}),
        ("eventTag", "remove"): post("/events/removeTag/{eventId}/{tagId}", {}),
        ("feed", "disable"): post("/feeds/disable/{feedId}", {}),
        ("feed", "enable"): post("/feeds/enable/{feedId}", {}),
        ("feed", "get"): get("/feeds/view/{feedId}", items="$answer.Feed", is_one=True),
        ("feed", "getAll"): get("/feeds", items="$answer.Feed"),
        ("feed", "update"): put(
            "/feeds/edit/{feedId}", settings("updateFields", "distribution name provider rules")
        ),
        ("galaxy", "delete"): delete("/galaxies/delete/{galaxyId}", "$answer"),
        ("galaxy", "get"): get("/galaxies/view/{galaxyId}", items="$answer.Galaxy", is_one=True),
        ("galaxy", "getAll"): get("/galaxies", items="$answer.Galaxy"),
        ("noticelist", "get"): get(
            "/noticelists/view/{noticelistId}", items="$answer.Noticelist", is_one=True
        ),
        ("noticelist", "getAll"): get("/noticelists", items="$answer.Noticelist"),
        ("object", "search"): _searched_in_misp("/objects/restSearch", "Object"),
        ("organisation", "create"): post(
            "/admin/organisations/add",
            {
                "name": "{name}",
                **settings(
                    "additionalFields", "created_by_email description nationality sector type usercount"
                ),
            },
            "$answer.Organisation",
            is_one=True,
        ),
        ("organisation", "delete"): delete("/admin/organisations/delete/{organisationId}", "$answer"),
        ("organisation", "get"): get(
            "/organisations/view/{organisationId}", items="$answer.Organisation", is_one=True
        ),
        ("organisation", "getAll"): get("/organisations", items="$answer.Organisation"),
        ("organisation", "update"): put("/admin/organisations/edit/{organisationId}", "{updateFields}"),
        ("tag", "create"): post(
            "/tags/add", {"name": "{name}", "colour": "{additionalFields.colour}"}, "$answer.Tag", is_one=True
        ),
        ("tag", "delete"): post("/tags/delete/{tagId}", {}),
        ("tag", "getAll"): get("/tags", items="$answer.Tag"),
        ("tag", "update"): post("/tags/edit/{tagId}", "{updateFields}"),
        ("user", "create"): post(
            "/admin/users/add",
            ({"email": "{email}", "role_id": "{role_id}"}, "{additionalFields}"),
            "$answer.User",
            is_one=True,
        ),
        ("user", "delete"): delete("/admin/users/delete/{userId}", "$answer"),
        ("user", "get"): get("/admin/users/view/{userId}", items="$answer.User", is_one=True),
        ("user", "getAll"): get("/admin/users", items="$answer.User"),
        ("user", "update"): put("/admin/users/edit/{userId}", "{updateFields}"),
        ("warninglist", "get"): get(
            "/warninglists/view/{warninglistId}", items="$answer.Warninglist", is_one=True
        ),
        ("warninglist", "getAll"): get("/warninglists", items="$answer.Warninglists.Warninglist"),
    },
    default="attribute",
    defaults={
        **usual("create", "attribute event feed organisation tag user"),
        "eventTag": "add",
        "galaxy": "get",
        "noticelist": "get",
        "object": "search",
        "warninglist": "get",
    },
    scheme="",
)

_ELASTIC_SECURITY: Final = Application(
    "Elastic Security",
    "https://<host>/api",
    {
        ("case", "delete"): delete("/cases", query={"ids": '["{caseId}"]'}),
        ("case", "get"): get("/cases/{caseId}", is_one=True),
        ("case", "getAll"): get(
            "/cases/_find",
            {"sortField": "createdAt", "sortOrder": "asc", "status": "{filters.status}"},
            "$answer.cases",
        ),
        ("case", "getStatus"): get("/cases/status", is_one=True),
        ("caseComment", "add"): post(
            "/cases/{caseId}/comments",
            {"comment": "{comment}", "type": "user", "owner": "securitySolution"},
            "$answer.comments",
        ),
        ("caseComment", "get"): get("/cases/{caseId}/comments/{commentId}", is_one=True),
        ("caseComment", "getAll"): get("/cases/{caseId}/comments"),
        ("caseComment", "remove"): delete("/cases/{caseId}/comments/{commentId}"),
        ("connector", "create"): post(
            "/actions/connector",
            {
                "connector_type_id": "{connectorType|.jira}",
                "name": "{name}",
                "config": parameters("apiUrl projectKey orgId"),
                "secrets": parameters("email apiToken apiKeyId apiKeySecret username password"),
            },
        ),
    },
    default="case",
    defaults={"case": "create", "caseComment": "add", "connector": "create"},
)

_PORTFOLIO: Final = {"name": "{name}", "description": "{description}", "privacy": "{privacy|shared}"}

_SECURITY_SCORECARD: Final = Application(
    "SecurityScorecard",
    "https://api.securityscorecard.io",
    {
        ("company", "getFactor"): get(
            "/companies/{scorecardIdentifier}/factors",
            {"severity": "{filters.severity}", "severity_in": "{filters.severity_in}"},
            "$answer.entries",
        ),
        ("company", "getScorecard"): get("/companies/{scorecardIdentifier}", is_one=True),
        ("company", "getScorePlan"): get(
            "/companies/{scorecardIdentifier}/score-plans/by-target/{score}", items="$answer.entries"
        ),
        ("industry", "getScore"): get("/industries/{industry|food}/score", is_one=True),
        ("invite", "create"): post(
            "/invitations",
            {
                **parameters("email first_name=firstName last_name=lastName message"),
                **settings(
                    "additionalFields",
                    "days_to_resolve_issue domain grade_to_maintain is_organization_point_of_contact",
                    "issue_desc issue_title issue_type sendme_copy target_url",
                ),
            },
        ),
        ("portfolio", "create"): post("/portfolios", _PORTFOLIO),
        ("portfolio", "delete"): delete("/portfolios/{portfolioId}"),
        ("portfolio", "getAll"): get("/portfolios", items="$answer.entries"),
        ("portfolio", "update"): put("/portfolios/{portfolioId}", _PORTFOLIO),
        ("portfolioCompany", "add"): put("/portfolios/{portfolioId}/companies/{domain}", {}),
        ("portfolioCompany", "getAll"): get(
            "/portfolios/{portfolioId}/companies",
            settings("filters", "grade industry issueType status vulnerability"),
            "$answer.entries",
        ),
        ("portfolioCompany", "remove"): delete("/portfolios/{portfolioId}/companies/{domain}"),
        ("report", "generate"): post(
            "/reports/{report|detailed}",
            {"scorecard_identifier": "{scorecardIdentifier}", "branding": "{branding|securityscorecard}"},
            where={("report", "partnership"): None, ("report", "full-scorecard-json"): None},
        ),
        ("report", "getAll"): get("/reports/recent", items="$answer.entries"),
    },
    default="company",
    defaults={
        "company": "getFactor",
        "industry": "getFactor",
        "invite": "create",
        "portfolio": "create",
        "portfolioCompany": "add",
        "report": "getAll",
    },
    scheme="Token",
)

_VENAFI_TLS_PROTECT_CLOUD: Final = Application(
    "Venafi TLS Protect Cloud",
    "https://api.venafi.<region>/outagedetection/v1",
    {
        ("certificate", "delete"): post(
            "/certificates/deletion",
            {"certificateIds": "{parts:certificateId}"},
            "$answer.certificates",
            is_one=True,
        ),
        ("certificate", "get"): get("/certificates/{certificateId}", is_one=True),
        ("certificate", "getMany"): get(
            "/certificates", {"limit": "{limit|=50}", "subject": "{filters.subject}"}, "$answer.certificates"
        ),
        ("certificate", "renew"): post(
            "/certificaterequests",
            {
                **parameters(
                    "certificateSigningRequest certificateIssuingTemplateId applicationId",
                    "existingCertificateId",
                ),
                "validityPeriod": "{options.validityPeriod}",
            },
            "$answer.certificateRequests",
            is_one=True,
        ),
        ("certificateRequest", "create"): post(
            "/certificaterequests",
            {
                "applicationId": "{applicationId}",
                "certificateIssuingTemplateId": "{certificateIssuingTemplateId}",
                "isVaaSGenerated": False,
                "certificateSigningRequest": "{certificateSigningRequest}",
                "validityPeriod": "{options.validityPeriod}",
            },
            "$answer.certificateRequests",
            is_one=True,
            where={("generateCsr", True): None},
        ),
        ("certificateRequest", "get"): get("/certificaterequests/{certificateRequestId}", is_one=True),
        ("certificateRequest", "getMany"): get("/certificaterequests", items="$answer.certificateRequests"),
    },
    default="certificateRequest",
    defaults={"certificate": "delete", "certificateRequest": "create"},
    header="tppl-api-key",
    scheme="",
)

_MICROSOFT_GRAPH_SECURITY: Final = Application(
    "Microsoft Graph Security",
    "https://graph.microsoft.com/v1.0/security",
    {
        ("secureScore", "get"): get("/secureScores/{secureScoreId}", is_one=True),
        ("secureScoreControlProfile", "get"): get(
            "/secureScoreControlProfiles/{secureScoreControlProfileId}", is_one=True
        ),
        ("secureScoreControlProfile", "getAll"): get(
            "/secureScoreControlProfiles",
            {"$count": "true", "$top": "{limit|=50}", "$filter": "{filters.filter}"},
            "$answer.value",
        ),
        ("secureScoreControlProfile", "update"): patch(
            "/secureScoreControlProfiles/{secureScoreControlProfileId}",
            {
                "vendorInformation": {"provider": "{provider}", "vendor": "{vendor}"},
                "state": "{updateFields.state}",
            },
            headers={"Prefer": "return=representation"},
        ),
    },
    default="secureScore",
    defaults={"secureScore": "get", "secureScoreControlProfile": "get"},
)

_CITRIX_ADC: Final = Application(
    "Netscaler ADC",
    "https://<host>/nitro/v1/config",
    {
        ("certificate", "create"): post(
            "/sslcert",
            {
                "sslcert": {
                    "reqfile": "{certificateRequestFileName}",
                    "certfile": "{certificateFileName}",
                    "certform": "{certificateFormat|PEM}",
                    "certType": "ROOT_CERT",
                    "keyfile": "{privateKeyFileName}",
                    **settings("additionalFields", "pempassphrase subjectaltname days"),
                }
            },
            DONE,
            query={"action": "create"},
            is_one=True,
            where={
                ("certificateType", "INTM_CERT"): None,
                ("certificateType", "CLNT_CERT"): None,
                ("certificateType", "SRVR_CERT"): None,
            },
        ),
        ("certificate", "install"): post(
            "/sslcertkey",
            {
                "sslcertkey": {
                    **parameters(
                        "cert=certificateFileName certkey=certificateKeyPairName key=privateKeyFileName"
                    ),
                    "inform": "PEM",
                    "passplain": "{password}",
                    "bundle": "NO",
                }
            },
            DONE,
            is_one=True,
            where={("certificateFormat", "DER"): None, ("certificateBundle", True): None},
        ),
        ("file", "delete"): delete(
            "/systemfile", query={"args": "filename:{fileName},filelocation:{fileLocation|/nsconfig/ssl/}"}
        ),
    },
    default="file",
    defaults={"certificate": "create", "file": "upload"},
    header="X-NITRO-USER",
    scheme="",
)

APPLICATIONS: Final[Mapping[str, Application]] = MappingProxyType(
    {
        "misp": _MISP,
        "elasticSecurity": _ELASTIC_SECURITY,
        "securityScorecard": _SECURITY_SCORECARD,
        "venafiTlsProtectCloud": _VENAFI_TLS_PROTECT_CLOUD,
        "microsoftGraphSecurity": _MICROSOFT_GRAPH_SECURITY,
        "citrixAdc": _CITRIX_ADC,
    }
)
"""By the type of n8n's node."""
