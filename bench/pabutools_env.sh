#!/bin/sh
# Makes var/pabutools, a separate environment with the outside oracle. pabutools is GPL-3 and stays out of the product.
set -eu
cd "$(dirname "$0")/.."
python3 -m venv var/pabutools
# Its solver interface: pulp 3 removed what pabutools 1.2.3 imports.
var/pabutools/bin/python -m pip install --quiet 'pabutools==1.2.3' 'pulp==2.9.0'
var/pabutools/bin/python -c 'import pabutools.rules'
