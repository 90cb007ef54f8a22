"""All routes of settings; those with words of their own before the sections."""

from portal.admin.partner_settings.history import pages as history
from portal.admin.partner_settings.mail_texts import pages as mail_texts
from portal.admin.partner_settings.overview import pages as overview
from portal.admin.partner_settings.section import pages as section

SETTINGS_PAGES = (overview, history, mail_texts, section)
