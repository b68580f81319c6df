create table if not exists membership (
	out_contract_code varchar(32) not null primary key
);

create table if not exists task (
	id bigint auto_increment primary key,
	name varchar(32) not null,
	out_contract_code varchar(32) not null
);

create table if not exists purchase (
	out_trade_no varchar(32) not null primary key,
	openid varchar(128) not null,
	product varchar(16) not null,
	placed_at timestamp not null default current_timestamp,
	prepay_id varchar(64),
	out_contract_code varchar(32)
);
