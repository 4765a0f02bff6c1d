#!/bin/bash
# The runner runs it before a job's first step, by the name in ACTIONS_RUNNER_HOOK_JOB_STARTED.
exec /usr/bin/python3 -I /opt/slipway/job_started.py
