create table if not exists membership (
	out_contract_code varchar(32) not null primary key
);

create table if not exists task (
	id bigint auto_increment primary key,
	name varchar(32) not null,
	out_contract_code varchar(32) not null
);
