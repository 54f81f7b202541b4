# What ./run, ./test and .ci/run share. Sourced, from the top of the tree.

# One line that says what is wrong and the way out, then the end.
fail() {
  printf '%s\n' "$1" >&2
  exit "${2:-1}"
}

# The .NET SDK that global.json asks for. A program that was built here also finds its runtime where this SDK lives.
need_dotnet() {
  local wanted found said home
  wanted=$(grep -oE '"version": *"[0-9.]+"' global.json | grep -oE '[0-9.]+')
  if ! command -v dotnet >/dev/null; then
    fail "The .NET SDK is missing: install version $wanted or a later 10.0 (dotnet.microsoft.com/download, or apt-get install dotnet-sdk-10.0 where your distribution has it)."
  fi
  if ! said=$(dotnet --version 2>&1); then
    # Newer ones refuse to work at all without a home directory, which is no matter of versions.
    [[ $said == *DOTNET_CLI_HOME* ]] && fail "The .NET SDK cannot work here: $said"
    found=$(dotnet --list-sdks 2>/dev/null | awk '{ print $1 }' | paste -sd ' ')
    fail "The .NET SDK here is too old (${found:-none found}): install version $wanted or a later 10.0 (dotnet.microsoft.com/download)."
  fi
  home=$(dirname "$(readlink -f "$(command -v dotnet)")")
  if [[ -z ${DOTNET_ROOT:-} && -d $home/host/fxr ]]; then
    export DOTNET_ROOT=$home
  fi
  export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
}

# Whether anything that goes into a build is newer than its stamp.
is_stale() {
  [[ ! -f $1 || -n $(find src adapters appsettings.json Directory.*.props global.json -type f -newer "$1" -print -quit 2>/dev/null) ]]
}
