-- The ledger of WeChat Pay contracts, for MariaDB.
-- All times are UTC. Ids and numbers are told apart by case, whatever the default of the database is.
-- This script may be run again, and later versions will only ever add to these tables.

-- One row for each contract that this application asked to be signed, and what became of it.
create table if not exists wechatpay_contract (
	mchid varchar(32) not null,
	out_contract_code varchar(128) not null,
	service_id bigint not null,
	appid varchar(128),
	openid varchar(128),
	sub_mchid varchar(128),
	sub_appid varchar(128),
	sub_openid varchar(128),
	state varchar(16) not null,
	opened_at datetime(6) not null,
	expires_at datetime(6) not null,
	contract_id varchar(128),
	signed_at datetime(6),
	terminated_at datetime(6),
	termination_mode varchar(64),
	confirmed_at datetime(6),
	next_query_at datetime(6),
	queries integer not null,
	constraint wechatpay_contract_pk primary key (mchid, out_contract_code),
	constraint wechatpay_contract_id_uk unique (mchid, contract_id),
	index wechatpay_contract_query_ix (next_query_at),
	index wechatpay_contract_openid_ix (mchid, openid, opened_at),
	index wechatpay_contract_sub_openid_ix (mchid, sub_openid, opened_at)
) engine = InnoDB, default character set = utf8mb4, collate = utf8mb4_bin;

-- One row for each notification, so that it takes effect once. The message is kept as long as it did not.
create table if not exists wechatpay_notification (
	mchid varchar(32) not null,
	notification_id varchar(160) not null,
	fact varchar(160),
	fingerprint varchar(64) not null,
	event_type varchar(128) not null,
	out_contract_code varchar(128),
	state varchar(16) not null,
	reason varchar(64),
	attempts integer not null,
	received_at datetime(6) not null,
	finished_at datetime(6),
	message_timestamp varchar(64),
	message_nonce varchar(255),
	message_serial varchar(128),
	message_signature varchar(1024),
	message_body mediumblob,
	constraint wechatpay_notification_pk primary key (mchid, notification_id),
	constraint wechatpay_notification_fact_uk unique (mchid, fact),
	index wechatpay_notification_finished_ix (finished_at),
	index wechatpay_notification_state_ix (state, received_at)
) engine = InnoDB, default character set = utf8mb4, collate = utf8mb4_bin;
