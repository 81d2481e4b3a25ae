"""The graph for agents: a read-only server of the Model Context Protocol (MCP), `kg mcp`.

    client ──JSON-RPC, a line each──▶ server ──▶ tools ──▶ an opened release (`kg.opened`)
                                                  └─▶ evidence, on which every answer rests

`following` keeps to the published release; `tools` knows what can be called and checks arguments.
`questions`, `dossier`, `things`, `finding` and `vocabulary` answer; `resting` finds what an answer
rests on, `evidence` who says so and where it is printed, and `answers` puts both into one form.
"""
