@echo off
set NODE=%~dp0..\node_modules\.bin\node.cmd
if not exist "%NODE%" set NODE=node
call "%NODE%" "%~dp0main.ts" %*
