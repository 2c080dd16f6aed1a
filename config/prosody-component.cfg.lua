-- Postern in Prosody: append this to prosody.cfg.lua, or save it as conf.d/sms.example.org.cfg.lua, and restart Prosody.
--
-- Prosody listens for components on 127.0.0.1, port 5347, as soon as it has one: that is what [xmpp] of postern.toml says
-- by default. Another port or address is set by component_ports and component_interfaces, which belong to the global part
-- of prosody.cfg.lua, above the first VirtualHost; below one they are ignored. The listener has no TLS: keep it on this
-- machine, or put a tunnel with TLS before it and write tls = "direct" under [xmpp].
--
-- One Component for each [gateways.NAME] of postern.toml. All of them may share one port. The domain needs no DNS entry,
-- unless people of other servers are to use the gateway.
Component "sms.example.org"
    -- The same as `secret` of the gateway. Make one with: openssl rand -hex 24
    component_secret = "change me"

-- A domain below the users' own (sms.example.org below example.org) shows up in their clients by itself. For any other,
-- add this to their VirtualHost:
--     disco_items = { { "sms.example.net", "Text messages" } }
