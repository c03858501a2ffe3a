"""Further operations of the applications of `sales`, as n8n's nodes send them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.customers.sales import PIPEDRIVE_2
from exeoflow.importers.n8n.applications.catalogue.operations import (
    delete,
    get,
    parameters,
    patch,
    post,
    put,
    settings,
)
from exeoflow.importers.n8n.applications.model import Operation

_PIPEDRIVE: Final = {
    ("deal", "duplicate"): post(PIPEDRIVE_2 + "/deals/{dealId}/duplicate", {}, "$answer.data", is_one=True),
    ("dealProduct", "add"): post(
        PIPEDRIVE_2 + "/deals/{dealId}/products",
        {
            "product_id": "{productId|=0}",
            "item_price": "{item_price|=0}",
            "quantity": "{quantity|=1}",
            **settings("additionalFields", "comments discount discount_type tax"),
        },
        "$answer.data",
        is_one=True,
    ),
    ("dealProduct", "getAll"): get(
        PIPEDRIVE_2 + "/deals/{dealId}/products", {"limit": "{limit|=100}"}, "$answer.data"
    ),
    ("dealProduct", "remove"): delete(PIPEDRIVE_2 + "/deals/{dealId}/products/{productAttachmentId}"),
    ("dealProduct", "update"): patch(
        PIPEDRIVE_2 + "/deals/{dealId}/products/{productAttachmentId}",
        settings("updateFields", "comments discount discount_type item_price quantity tax"),
        items="$answer.data",
    ),
    ("file", "create"): post(
        "/files",
        {
            "file": "{file:binaryPropertyName|data}",
            **settings("additionalFields", "activity_id deal_id lead_id org_id person_id product_id"),
        },
        "$answer.data",
        is_one=True,
        body_type="multipart",
    ),
    ("file", "delete"): delete("/files/{fileId}"),
    ("file", "get"): get("/files/{fileId}", items="$answer.data", is_one=True),
    ("file", "update"): put("/files/{fileId}", "{updateFields}", items="$answer.data"),
    ("product", "delete"): delete(PIPEDRIVE_2 + "/products/{productId}"),
    ("dealActivity", "getAll"): get(
        "/deals/{dealId}/activities",
        {"limit": "{limit|=100}", "exclude": "{additionalFields.exclude}"},
        "$answer.data",
    ),
}

_SALESFORCE: Final = {
    ("lead", "addToCampaign"): post(
        "/sobjects/CampaignMember",
        {"LeadId": "{leadId}", "CampaignId": "{campaignId}", "Status": "{options.status}"},
    ),
    ("lead", "addNote"): post(
        "/sobjects/note",
        {
            "Title": "{title}",
            "ParentId": "{leadId}",
            **settings("options", "Body=body IsPrivate=isPrivate OwnerId=owner"),
        },
    ),
    ("lead", "upsert"): patch(
        "/sobjects/lead/{externalId}/{externalIdValue}",
        {
            "Company": "{company}",
            "LastName": "{lastname}",
            **settings(
                "additionalFields",
                "AnnualRevenue=annualRevenue City=city Country=country Description=description Email=email",
                "Fax=fax FirstName=firstname HasOptedOutOfEmail=hasOptedOutOfEmail",
                "HasOptedOutOfFax=hasOptedOutOfFax Industry=industry Jigsaw=jigsaw LeadSource=leadSource",
                "MobilePhone=mobilePhone NumberOfEmployees=numberOfEmployees OwnerId=owner Phone=phone",
                "PostalCode=postalCode RecordTypeId=recordTypeId Rating=rating Salutation=salutation",
                "State=state Status=status Street=street Title=title Website=website",
            ),
        },
    ),
    ("lead", "getSummary"): get("/sobjects/lead", is_one=True),
    ("lead", "update"): patch(
        "/sobjects/lead/{leadId}",
        settings(
            "updateFields",
            "AnnualRevenue=annualRevenue City=city Company=company Country=country",
            "Description=description Email=email Fax=fax FirstName=firstname",
            "HasOptedOutOfEmail=hasOptedOutOfEmail Industry=industry Jigsaw=jigsaw LastName=lastname",
            "LeadSource=leadSource MobilePhone=mobilePhone NumberOfEmployees=numberOfEmployees",
            "OwnerId=owner PostalCode=postalCode Phone=phone RecordTypeId=recordTypeId Rating=rating",
            "Salutation=salutation State=state Status=status Street=street Title=title Website=website",
        ),
    ),
    ("contact", "addToCampaign"): post(
        "/sobjects/CampaignMember",
        {"ContactId": "{contactId}", "CampaignId": "{campaignId}", "Status": "{options.status}"},
    ),
    ("contact", "addNote"): post(
        "/sobjects/note",
        {
            "Title": "{title}",
            "ParentId": "{contactId}",
            **settings("options", "Body=body IsPrivate=isPrivate OwnerId=owner"),
        },
    ),
    ("contact", "upsert"): patch(
        "/sobjects/contact/{externalId}/{externalIdValue}",
        {
            "LastName": "{lastname}",
            **settings(
                "additionalFields",
                "AccountId=acconuntId AssistantName=assistantName Birthdate=birthdate Department=department",
                "Description=description Email=email OtherPostalCode=otherPostalCode",
                "EmailBouncedReason=emailBouncedReason HasOptedOutOfEmail=hasOptedOutOfEmail Fax=fax",
                "FirstName=firstName MiddleName=middleName Suffix=suffix HomePhone=homePhone Jigsaw=jigsaw",
                "LeadSource=leadSource MailingCity=mailingCity MailingCountry=mailingCountry",
                "MobilePhone=mobilePhone MailingPostalCode=mailingPostalCode MailingState=mailingState",
                "MailingStreet=mailingStreet OtherCity=otherCity OtherCountry=otherCountry",
                "OtherPhone=otherPhone OtherState=otherState OtherStreet=otherStreet OwnerId=owner",
                "Phone=phone RecordTypeId=recordTypeId Salutation=salutation Pronouns=pronouns",
                "GenderIdentity=genderIdentity Title=title",
            ),
        },
    ),
    ("contact", "getSummary"): get("/sobjects/contact", is_one=True),
    ("contact", "update"): patch(
        "/sobjects/contact/{contactId}",
        settings(
            "updateFields",
            "AccountId=acconuntId AssistantName=assistantName Birthdate=birthdate Department=department",
            "Description=description Email=email EmailBouncedDate=emailBouncedDate",
            "EmailBouncedReason=emailBouncedReason HasOptedOutOfEmail=hasOptedOutOfEmail Fax=fax",
            "FirstName=firstName MiddleName=middleName Suffix=suffix HomePhone=homePhone Jigsaw=jigsaw",
            "LastName=lastName LeadSource=leadSource MailingCity=mailingCity",
            "MailingCountry=mailingCountry MailingState=mailingState MailingStreet=mailingStreet",
            "MailingPostalCode=mailingPostalCode MobilePhone=mobilePhone OtherCity=otherCity",
            "OtherCountry=otherCountry OtherPhone=otherPhone OtherPostalCode=otherPostalCode",
            "OtherState=otherState OtherStreet=otherStreet OwnerId=owner Phone=phone",
            "RecordTypeId=recordTypeId Salutation=salutation Pronouns=pronouns",
            "GenderIdentity=genderIdentity Title=title",
        ),
    ),
    ("customObject", "create"): post("/sobjects/{customObject}", "{rows:customFieldsUi.customFieldsValues}"),
    ("customObject", "upsert"): patch(
        "/sobjects/{customObject}/{externalId}/{externalIdValue}", "{rows:customFieldsUi.customFieldsValues}"
    ),
    ("customObject", "delete"): delete("/sobjects/{customObject}/{recordId}", "$answer"),
    ("customObject", "get"): get("/sobjects/{customObject}/{recordId}", is_one=True),
    ("customObject", "update"): patch(
        "/sobjects/{customObject}/{recordId}", "{rows:customFieldsUi.customFieldsValues}"
    ),
    ("opportunity", "addNote"): post(
        "/sobjects/note",
        {
            "Title": "{title}",
            "ParentId": "{opportunityId}",
            **settings("options", "Body=body IsPrivate=isPrivate OwnerId=owner"),
        },
    ),
    ("opportunity", "upsert"): patch(
        "/sobjects/opportunity/{externalId}/{externalIdValue}",
        {
            **parameters("Name=name CloseDate=closeDate StageName=stageName"),
            **settings(
                "additionalFields",
                "AccountId=accountId Amount=amount CampaignId=campaignId Description=description",
                "ForecastCategoryName=forecastCategoryName LeadSource=leadSource NextStep=nextStep",
                "OwnerId=owner Pricebook2Id=pricebook2Id Probability=probability Type=type",
            ),
        },
    ),
    ("opportunity", "getSummary"): get("/sobjects/opportunity", is_one=True),
    ("opportunity", "update"): patch(
        "/sobjects/opportunity/{opportunityId}",
        settings(
            "updateFields",
            "AccountId=accountId Amount=amount CampaignId=campaignId CloseDate=closeDate",
            "Description=description ForecastCategoryName=forecastCategoryName LeadSource=leadSource",
            "Name=name NextStep=nextStep OwnerId=owner Pricebook2Id=pricebook2Id Probability=probability",
            "StageName=stageName Type=type",
        ),
    ),
    ("account", "addNote"): post(
        "/sobjects/note",
        {
            "Title": "{title}",
            "ParentId": "{accountId}",
            **settings("options", "Body=body IsPrivate=isPrivate OwnerId=ownerId"),
        },
    ),
    ("account", "upsert"): patch(
        "/sobjects/account/{externalId}/{externalIdValue}",
        {
            "Name": "{name}",
            **settings(
                "additionalFields",
                "AccountNumber=accountNumber AnnualRevenue=annualRevenue AccountSource=accountSource",
                "BillingCity=billingCity BillingCountry=billingCountry BillingPostalCode=billingPostalCode",
                "BillingState=billingState BillingStreet=billingStreet Description=description Fax=fax",
                "Jigsaw=jigsaw Industry=industry NumberOfEmployees=numberOfEmployees OwnerId=owner",
                "ParentId=parentId Phone=phone RecordTypeId=recordTypeId SicDesc=sicDesc Type=type",
                "ShippingCity=shippingCity ShippingCountry=shippingCountry",
                "ShippingPostalCode=shippingPostalCode ShippingState=shippingState",
                "ShippingStreet=shippingStreet Website=website",
            ),
        },
    ),
    ("account", "getSummary"): get("/sobjects/account", is_one=True),
    ("account", "update"): patch(
        "/sobjects/account/{accountId}",
        settings(
            "updateFields",
            "AccountNumber=accountNumber AccountSource=accountSource AnnualRevenue=annualRevenue",
            "BillingCity=billingCity BillingCountry=billingCountry BillingPostalCode=billingPostalCode",
            "BillingState=billingState BillingStreet=billingStreet Description=description Fax=fax",
            "Industry=industry Jigsaw=jigsaw Name=name NumberOfEmployees=numberOfEmployees",
            "OwnerId=ownerId ParentId=parentId Phone=phone RecordTypeId=recordTypeId SicDesc=sicDesc",
            "ShippingCity=shippingCity ShippingCountry=shippingCountry",
            "ShippingPostalCode=shippingPostalCode ShippingState=shippingState",
            "ShippingStreet=shippingStreet Type=type Website=website",
        ),
    ),
    ("case", "addComment"): post(
        "/sobjects/casecomment",
        {
            "ParentId": "{caseId}",
            "CommentBody": "{options.commentBody}",
            "IsPublished": "{options.isPublished}",
        },
    ),
    ("case", "getSummary"): get("/sobjects/case", is_one=True),
    ("case", "update"): patch(
        "/sobjects/case/{caseId}",
        settings(
            "updateFields",
            "AccountId=accountId ContactId=contactId Description=description IsEscalated=isEscalated",
            "Origin=origin OwnerId=owner ParentId Priority=priority Reason=reason",
            "RecordTypeId=recordTypeId Status=status Subject=subject SuppliedCompany=suppliedCompany",
            "SuppliedEmail=suppliedEmail SuppliedName=suppliedName SuppliedPhone=suppliedPhone Type=type",
        ),
    ),
    ("task", "getSummary"): get("/sobjects/task", is_one=True),
    ("task", "update"): patch(
        "/sobjects/task/{taskId}",
        settings(
            "updateFields",
            "ActivityDate=activityDate CallDisposition=callDisposition",
            "CallDurationInSeconds=callDurationInSeconds CallObject=callObject CallType=callType",
            "Description=description IsReminderSet=isReminderSet OwnerId=owner Priority=priority",
            "Status=status Subject=subject RecurrenceDayOfMonth=recurrenceDayOfMonth",
            "RecurrenceDayOfWeekMask=recurrenceDayOfWeekMask RecurrenceEndDateOnly=recurrenceEndDateOnly",
            "RecurrenceInstance=recurrenceInstance RecurrenceInterval=recurrenceInterval",
            "RecurrenceMonthOfYear=recurrenceMonthOfYear",
            "RecurrenceRegeneratedType=recurrenceRegeneratedType RecurrenceType=recurrenceType",
            "RecurrenceTimeZoneSidKey=recurrenceTimeZoneSidKey ReminderDateTime=reminderDateTime",
            "TaskSubtype=type WhatId=whatId WhoId=whoId",
        ),
    ),
    ("attachment", "delete"): delete("/sobjects/attachment/{attachmentId}", "$answer"),
    ("attachment", "get"): get("/sobjects/attachment/{attachmentId}", is_one=True),
    ("attachment", "getSummary"): get("/sobjects/attachment", is_one=True),
    ("attachment", "update"): patch(
        "/sobjects/attachment/{attachmentId}",
        settings("updateFields", "Description=description IsPrivate=isPrivate Name=name OwnerId=owner"),
    ),
    ("user", "get"): get("/sobjects/user/{userId}", is_one=True),
    ("flow", "getAll"): get("/actions/custom/flow", items="$answer.actions"),
}

OPERATIONS: Final[Mapping[str, Mapping[tuple[str, str], Operation]]] = MappingProxyType(
    {"pipedrive": _PIPEDRIVE, "salesforce": _SALESFORCE}
)
"""By the type of n8n's node."""
