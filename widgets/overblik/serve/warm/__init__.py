"""Kernels that start in a blink: forked from one warm parent that has imported everything.

`parent` is the warm process, `provisioner` how the server asks it for a kernel. Linux only: forking
is unsafe with macOS frameworks and unknown to Windows, where the ordinary kernel is used.
"""
