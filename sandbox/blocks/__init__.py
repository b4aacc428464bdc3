"""Block Kit: what Slack refuses, as sentences, and how Slack fills in what an app left out.

`faults_in_message` and `faults_in_view` are pure: a mapping in, a list of sentences out, empty when all is fine. They
refuse what Slack refuses, and beyond that two things that Slack takes but shows as raw text: a broken date in mrkdwn
and any date in plain_text.
"""

from sandbox.blocks.shape import settled
from sandbox.blocks.surfaces import faults_in_message, faults_in_view, too_large

__all__ = ["faults_in_message", "faults_in_view", "settled", "too_large"]
