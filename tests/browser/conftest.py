"""A browser, and the bot in a Slack on this machine."""

from tests.support.browser import browser as browser
from tests.support.browser import shared_browser as shared_browser
from tests.support.trial import started_trial as started_trial
from tests.support.trial import trial as trial
